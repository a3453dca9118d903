import { findFile, removeFile, shareFile } from "../../domain/shared-file.ts";
import { handlers } from "../handlers.ts";
import { numberedPage } from "../page.ts";
import { findGroup } from "./find.ts";

export const files = handlers({
  listChatgroupFiles(world, { path, query }) {
    const rows = world.sharedFiles.by("channel", findGroup(world, path).id);
    const page = rows.newest(...numberedPage(query.pagenum, query.pagesize));
    return {
      data: page.map(({ id: file_id, name: file_name, owner: file_owner, size: file_size, created }) => ({
        ...{ file_id, file_name, file_owner, file_size, created },
      })),
    };
  },
  uploadChatgroupFile(world, { path: { group_id }, path, files: [file], url, caller }) {
    const group = findGroup(world, path);
    const { id: file_id, name: file_name, created, size: file_size } = shareFile(world, group, file, caller.user);
    return { data: { file_url: `${url}/${file_id}`, group_id, file_name, created, file_id, file_size } };
  },
  downloadChatgroupFile: (world, { path }) => findFile(world, findGroup(world, path), path.file_id),
  deleteChatgroupFile(world, { path: { group_id, file_id }, path }) {
    const group = findGroup(world, path);
    removeFile(world, group, findFile(world, group, file_id));
    return { data: { group_id, file_id, result: true } };
  },
});
