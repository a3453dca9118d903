/** The part of the package that is used here; its own declarations are not where its manifest says. */
declare module "openapi-to-postmanv2" {
  interface Conversion {
    result: boolean;
    reason?: string;
    output?: { type: "collection"; data: unknown }[];
  }
  const converter: {
    convertV2(
      input: { type: "json"; data: object },
      options: Record<string, string | boolean>,
      done: (error: Error | null, conversion?: Conversion) => void,
    ): void;
  };
  export default converter;
}
