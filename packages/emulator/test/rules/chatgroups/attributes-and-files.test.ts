import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";
import { groupOf } from "./support.ts";

const read = async ({ chat }: RuleContext, group_id: string, username: string) =>
  (await chat.getChatgroupMemberAttributes({ path: { group_id, username } })).data;
const write = ({ chat }: RuleContext, group_id: string, username: string, metaData: Record<string, string>) =>
  chat.setChatgroupMemberAttributes({ path: { group_id, username }, body: { metaData } });

rule("chatgroup-member-attributes/none", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  expect(await read(context, group, "ben")).toEqual({});
});

rule("chatgroup-member-attributes/stranger", async (context) => {
  const group = await groupOf(context, "ada");
  await context.register("ben");
  expect(await context.refusal(read(context, group, "ben"))).toBe("MemberOfAttributesNotFound");
});

rule("chatgroup-member-attributes/merge", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await write(context, group, "ben", { role: "pacer", team: "red", note: "x" });
  await write(context, group, "ben", { role: "", team: "blue" });
  expect(await read(context, group, "ben")).toEqual({ team: "blue", note: "x" });
});

rule("chatgroup-member-attributes/echo", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await write(context, group, "ben", { role: "pacer", team: "red" });
  expect((await write(context, group, "ben", { role: "", note: "x" })).data).toEqual({ note: "x" });
});

rule("chatgroup-member-attributes/set-stranger", async (context) => {
  const group = await groupOf(context, "ada");
  const call = write(context, group, "lena", { role: "pacer" });
  expect(await context.refusal(call)).toBe("ServiceResourceNotFound");
});

rule("chatgroup-member-attributes/too-large", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  for (let count = 0; count < 8; count++) await write(context, group, "ben", { [`k${count}`]: "x".repeat(510) });
  expect(await context.refusal(write(context, group, "ben", { n: "" }))).toMatch(/^answered/);
  expect(await context.refusal(write(context, group, "ben", { n: "y" }))).toBe("ChatgroupMemberAttributesTooLarge");
  expect(await read(context, group, "ben")).not.toHaveProperty("n");
});

const query = async ({ chat }: RuleContext, group_id: string, targets: string[], properties?: string[]) =>
  (
    await chat.getChatgroupMemberAttributesBatch({
      path: { group_id },
      body: { targets, ...(properties && { properties }) },
    })
  ).data;

rule("chatgroup-member-attributes/batch", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await write(context, group, "ada", { role: "lead", team: "red" });
  await write(context, group, "ben", { team: "blue" });
  const both = ["ada", "ben"];
  const roles = { ada: { role: "lead" }, ben: {} };
  const all = { ada: { role: "lead", team: "red" }, ben: { team: "blue" } };
  expect(await query(context, group, both, ["role"])).toEqual(roles);
  expect(await query(context, group, both, [])).toEqual(all);
  expect(await query(context, group, both)).toEqual(all);
});

rule("chatgroup-member-attributes/batch-strangers", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await context.register("lena");
  expect(await query(context, group, ["ben", "lena", "nobody"])).toEqual({ ben: {} });
});

const upload = async ({ chat }: RuleContext, group_id: string, content: string, name: string) =>
  (await chat.uploadChatgroupFile({ path: { group_id }, body: { file: new File([content], name) } })).data;
const list = async ({ chat }: RuleContext, group_id: string) =>
  (await chat.listChatgroupFiles({ path: { group_id } })).data;
const download = ({ chat }: RuleContext, group_id: string, file_id: string) =>
  chat.downloadChatgroupFile({ path: { group_id, file_id } });

rule("chatgroup-files/newest", async (context) => {
  const group = await groupOf(context, "ada");
  for (const name of ["a.txt", "b.txt"]) await upload(context, group, name, name);
  expect((await list(context, group)).map(({ file_name }) => file_name)).toEqual(["b.txt", "a.txt"]);
});

rule("chatgroup-files/upload", async (context) => {
  const group = await groupOf(context, "ada");
  const [first, second] = [
    await upload(context, group, "same", "a.txt"),
    await upload(context, group, "same", "a.txt"),
  ];
  expect(second.file_id).not.toBe(first.file_id);
  expect(first).toMatchObject({ file_size: 4, group_id: group });
  expect(await list(context, group)).toHaveLength(2);
  const headers = { authorization: "Bearer any" };
  const response = await context.app.fetch?.(first.file_url, { headers });
  expect(await response?.text()).toBe("same");
});

rule("chatgroup-files/name", async (context) => {
  const group = await groupOf(context, "ada");
  expect(await upload(context, group, "x", "IMG_3.JPG")).toMatchObject({ file_name: "img_3.jpg" });
});

rule("chatgroup-files/owner", async (context) => {
  const group = await groupOf(context, "ada");
  await upload(context, group, "x", "a.txt");
  expect(await list(context, group)).toMatchObject([{ file_owner: "ada" }]);
});

rule("chatgroup-files/download", async (context) => {
  const group = await groupOf(context, "ada");
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);
  const body = { file: new File([bytes], "bytes.bin") };
  const { data } = await context.chat.uploadChatgroupFile({ path: { group_id: group }, body });
  const { stream } = await download(context, group, data.file_id);
  expect(Buffer.from(await new Response(stream).arrayBuffer()).equals(bytes)).toBe(true);
});

rule("chatgroup-files/unknown", async (context) => {
  const group = await groupOf(context, "ada");
  const other = (await context.chat.createChatgroup({ body: { owner: "ada" } })).data.groupid;
  const { file_id } = await upload(context, other, "x", "a.txt");
  expect(await context.refusal(download(context, group, file_id))).toBe("ChatgroupFileUnknown");
});

rule("chatgroup-files/delete", async (context) => {
  const group = await groupOf(context, "ada");
  const { file_id } = await upload(context, group, "x", "a.txt");
  const remove = () => context.chat.deleteChatgroupFile({ path: { group_id: group, file_id } });
  expect((await remove()).data).toEqual({ group_id: group, file_id, result: true });
  expect(await list(context, group)).toEqual([]);
  expect(await context.refusal(download(context, group, file_id))).toBe("ChatgroupFileUnknown");
  expect(await context.refusal(remove())).toBe("ChatgroupFileUnknown");
});
