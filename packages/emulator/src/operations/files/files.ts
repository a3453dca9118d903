import { addChatFile, readChatFile } from "../../domain/chat-file.ts";
import type { World } from "../../world/world.ts";
import { handlers, type Input, type StoredFile } from "../handlers.ts";

export const files = handlers({
  uploadFile(world, { header, files: [file] }) {
    const { id: uuid, secret } = addChatFile(world, file, Boolean(header["restrict-access"]));
    return { entities: [{ uuid, type: "chatfile", ...(secret !== undefined && { "share-secret": secret }) }] };
  },
  downloadFile: download,
  downloadFileByPost: download,
});

function download(
  world: World,
  { path, query, header }: Pick<Input<"downloadFile">, "path" | "query" | "header">,
): StoredFile {
  const { id, size } = readChatFile(world, path.file_uuid, header["share-secret"] ?? query["share-secret"]);
  return { id, size, type: "application/octet-stream" };
}
