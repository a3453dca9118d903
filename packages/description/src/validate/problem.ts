/** One way in which an exchange differs from the description. */
export interface Problem {
  /** Which rule it breaks, such as `response/body/type`; `RULES` has them all. */
  rule: string;
  /** The keyword of JSON Schema that failed, where one did. */
  keyword?: string;
  /** JSON pointer to what is wrong: in the body, or `/name` of a parameter or header. "" is the whole. */
  pointer: string;
  /** What was expected and what was there, in one sentence. */
  message: string;
  /** JSON pointer to where the description says so. */
  schemaPointer: string;
  /** The value that is wrong. */
  value?: unknown;
  /** The body that the pointer points into. */
  payload?: unknown;
}

/** The rules by id, with what each asks. Body rules end with the kind of constraint that failed. */
export const RULES: Readonly<Record<string, string>> = {
  "path/undocumented": "The path is one of the description.",
  "method/undocumented": "The path has the method.",
  "response/status": "The status is documented, itself, by its range or by a default.",
  "response/content-type": "The media type is one of those documented for the status.",
  "response/header/missing": "A required header is there.",
  "response/header/invalid": "A header fits its schema.",
  "response/security": "A call without a valid token is refused.",
  "response/body/empty": "A documented body is not empty.",
  "response/body/unexpected": "Where no body is documented, there is none.",
  "response/body/unparsable": "A JSON body is JSON.",
  "response/body/truncated": "A body is as long as announced.",
  "response/body/error-code": "The code of an error is one of those documented for the status.",
  "response/body/undocumented-property": "Each property of the body is documented.",
  "request/parameter/missing": "A required parameter is there.",
  "request/parameter/invalid": "A parameter fits its schema.",
  "request/query/undocumented": "Each query parameter is documented.",
  "request/content-type": "The media type is one that the operation takes.",
  "request/body/missing": "A required body is there.",
  "request/body/unexpected": "An operation that takes no body gets none.",
  "request/body/unparsable": "The body is what its media type says.",
  "request/body/undocumented-property": "Each property of the body is documented.",
  "callback/undocumented": "A callback is one of the description.",
  "callback/signature": "The signature of a callback fits its id, its time and the secret.",
  "callback/response": "The receiver of a callback responds as the description asks.",
  ...Object.fromEntries(
    ["request", "response"].flatMap((side) =>
      Object.entries({
        type: "A value has a documented type.",
        required: "A required property is there.",
        enum: "A value is one of those listed.",
        const: "A value is the one given.",
        format: "A text has the documented format.",
        pattern: "A text matches the pattern.",
        length: "A text, list or object has a documented size.",
        range: "A number is within its limits.",
        shape: "A value fits one of the documented shapes.",
        schema: "A value fits its schema in all other regards.",
      }).map(([kind, text]) => [`${side}/body/${kind}`, text]),
    ),
  ),
};
