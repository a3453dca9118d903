/** A whole program, or a shell line, that makes an operation's first example request. */
export interface Sample {
  label: string;
  /** As code blocks name it. */
  language: string;
  code: string;
}
