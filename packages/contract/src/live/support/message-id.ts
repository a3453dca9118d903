/** The id of a message that was sent to one place. @throws Error when the answer has none */
export function messageId({ data }: { data: Record<string, string> }): string {
  const [id] = Object.values(data);
  if (id === undefined) throw new Error("expected the id of the message in data, got none");
  return id;
}
