import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";

const BYTES = Uint8Array.from({ length: 50_000 }, (_, index) => index % 256);
const WEEK = 7 * 86_400_000;

async function upload({ chat }: RuleContext, isRestricted = false) {
  const body = { file: new File([BYTES], "bytes.bin") };
  const [entity] = (await chat.uploadFile({ body, ...(isRestricted && { headers: { "restrict-access": true } }) }))
    .entities;
  return { file_uuid: entity?.uuid ?? "", secret: entity?.["share-secret"] };
}

const bytesOf = async ({ stream }: { stream: ReadableStream<Uint8Array> }) =>
  Buffer.from(await new Response(stream).arrayBuffer());

rule("files/bytes", async (context) => {
  const { file_uuid } = await upload(context);
  const path = { file_uuid };
  expect((await bytesOf(await context.chat.downloadFile({ path }))).equals(BYTES)).toBe(true);
  expect((await bytesOf(await context.chat.downloadFileByPost({ path }))).equals(BYTES)).toBe(true);
});

rule("files/secret", async (context) => {
  expect((await upload(context)).secret).toBeUndefined();
  const { file_uuid, secret = "" } = await upload(context, true);
  const path = { file_uuid };
  const { chat, refusal } = context;
  expect(await refusal(chat.downloadFile({ path }))).toBe("Unauthorized");
  expect(await refusal(chat.downloadFile({ path, query: { "share-secret": "other" } }))).toBe("Unauthorized");
  for (const way of [{ query: { "share-secret": secret } }, { headers: { "share-secret": secret } }]) {
    expect((await bytesOf(await chat.downloadFile({ path, ...way }))).equals(BYTES)).toBe(true);
  }
});

rule("files/too-large", async (context) => {
  const send = (size: number) =>
    context.chat.uploadFile({ body: { file: new File([new Uint8Array(size)], "large.bin") } });
  expect(await context.refusal(send(10 * 1024 * 1024))).toMatch(/^answered/);
  expect(await context.refusal(send(10 * 1024 * 1024 + 1))).toBe("FileTooLarge");
});

rule("files/expired", async (context) => {
  const path = { file_uuid: (await upload(context)).file_uuid };
  context.pass(WEEK - 1);
  await bytesOf(await context.chat.downloadFile({ path }));
  context.pass(1);
  expect(await context.refusal(context.chat.downloadFile({ path }))).toBe("FileExpired");
});

rule("files/unknown", async (context) => {
  const call = context.chat.downloadFile({ path: { file_uuid: "c5e0a3f0-1621-11f1-9a4e-7d2b6f9c1e05" } });
  expect(await context.refusal(call)).toBe("FileUnknown");
});
