/** What a message needs to carry an uploaded file. */
export interface Attachment {
  /** Where the file is. */
  url: string;
  /** What opens the file, if its upload was restricted. */
  secret: string | undefined;
}

interface Upload {
  uri?: string;
  entities?: { uuid?: string; "share-secret"?: string }[];
}

/** The response to an upload, with what a message needs of it. */
export function withAttachment(data: unknown): unknown {
  const { uri, entities } = data as Upload;
  const { uuid, "share-secret": secret } = entities?.[0] ?? {};
  return { ...(data as Upload), url: `${uri}/${uuid}`, secret };
}
