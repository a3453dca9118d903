import { expect } from "vitest";
import { rule } from "../../support/rule.ts";

const ada = { path: { username: "ada" } };

rule("user-attributes/none", async ({ chat, register }) => {
  await register("ada");
  expect((await chat.getUserAttributes(ada)).data).toEqual({});
  expect((await chat.getUserAttributes({ path: { username: "nobody" } })).data).toEqual({});
});

rule("user-attributes/merge", async ({ chat, register }) => {
  await register("ada");
  await chat.setUserAttributes({ ...ada, body: { nickname: "Ada", sign: "hello" } });
  await chat.setUserAttributes({ ...ada, body: { nickname: "A.", birth: "1815" } });
  expect((await chat.getUserAttributes(ada)).data).toEqual({ nickname: "A.", sign: "hello", birth: "1815" });
});

rule("user-attributes/echo", async ({ chat, register }) => {
  await register("ada");
  await chat.setUserAttributes({ ...ada, body: { nickname: "Ada" } });
  expect((await chat.setUserAttributes({ ...ada, body: { sign: "hello" } })).data).toEqual({ sign: "hello" });
});

rule("user-attributes/too-large", async ({ chat, register, refusal }) => {
  await register("ada");
  const text = (length: number) => "é".repeat(length / 2);
  await chat.setUserAttributes({ ...ada, body: { ext: text(2042), e: "xx" } });
  const call = chat.setUserAttributes({ ...ada, body: { e: "xxx" } });
  expect(await refusal(call)).toBe("UserAttributesTooLarge");
  expect((await chat.getUserAttributes(ada)).data).toHaveProperty("e", "xx");
});

rule("user-attributes/delete", async ({ chat, register }) => {
  await register("ada");
  await chat.setUserAttributes({ ...ada, body: { nickname: "Ada" } });
  for (const username of ["ada", "ada", "nobody"]) {
    expect((await chat.deleteUserAttributes({ path: { username } })).data).toBe(true);
  }
  expect((await chat.getUserAttributes(ada)).data).toEqual({});
});

rule("user-attributes/batch", async ({ chat, register }) => {
  await register("ada", "ben");
  await chat.setUserAttributes({ ...ada, body: { nickname: "Ada", sign: "hello", mail: "a@example.com" } });
  await chat.setUserAttributes({ path: { username: "ben" }, body: { sign: "ho" } });
  const { data } = await chat.getUserAttributesBatch({
    body: { targets: ["ada", "ben"], properties: ["nickname", "sign"] },
  });
  expect(data).toEqual({ ada: { nickname: "Ada", sign: "hello" }, ben: { sign: "ho" } });
});

rule("user-attributes/batch-unknown", async ({ chat, register }) => {
  await register("ada");
  await chat.setUserAttributes({ ...ada, body: { sign: "hello" } });
  const { data } = await chat.getUserAttributesBatch({ body: { targets: ["ada", "nobody"], properties: ["mail"] } });
  expect(data).toEqual({ ada: {}, nobody: {} });
});

rule("user-attributes/size", async ({ chat, register }) => {
  const size = async () => (await chat.getUserAttributesSize()).data;
  await register("ada", "ben");
  expect(await size()).toBe(0);
  await chat.setUserAttributes({ ...ada, body: { sign: "é" } });
  expect(await size()).toBe(6);
  await chat.setUserAttributes({ path: { username: "ben" }, body: { mail: "ab" } });
  expect(await size()).toBe(12);
  await chat.deleteUserAttributes(ada);
  expect(await size()).toBe(6);
});
