/** A file that is sent as it is read; give `size` in bytes if you know it. */
export interface FileStream {
  stream: ReadableStream<Uint8Array>;
  /** Name to send. @default "file" */
  name?: string | undefined;
  /** Media type to send. @default "application/octet-stream" */
  type?: string | undefined;
  /** In bytes. */
  size?: number | undefined;
}

/** What can be uploaded. A Blob can be sent again after a failure, a stream cannot. */
export type FileInput = Blob | ReadableStream<Uint8Array> | FileStream;

/** A file as it arrives. */
export interface FileDownload {
  /** The bytes, read from the network as you read them. */
  stream: ReadableStream<Uint8Array>;
  /** In bytes, where the service says so. */
  size: number | undefined;
  /** Media type, where the service says so. */
  type: string;
}
