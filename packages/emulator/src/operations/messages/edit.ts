import { editMessage } from "../../domain/edit.ts";
import type { Content } from "../../world/messages.ts";
import { handlers } from "../handlers.ts";

export const edit = handlers({
  updateMessage(world, { path, body: { new_msg, new_ext, is_combine_ext: combinesExt } }) {
    const { type, ...body } = new_msg;
    editMessage(world, path.msg_id, { type, body, ext: new_ext as Content | undefined, combinesExt });
    return { data: "success" };
  },
});
