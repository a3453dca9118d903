import { expect } from "vitest";
import { rule } from "../../support/rule.ts";

const ada = { path: { username: "ada" } };

rule("users/password", async ({ chat, register, refusal }) => {
  await register("ada");
  const logIn = (password: string) => chat.createToken({ body: { grant_type: "password", username: "ada", password } });
  await chat.updateUserPassword({ ...ada, body: { newpassword: "first" } });
  expect(await logIn("first")).toMatchObject({ user: { username: "ada" } });
  await chat.updateUserPassword({ ...ada, body: { newpassword: "second" } });
  expect(await refusal(logIn("first"))).toBe("PasswordWrong");
  expect(await logIn("second")).toMatchObject({ user: { username: "ada" } });
});

rule("users/password-unknown", async ({ chat, refusal }) => {
  const call = chat.updateUserPassword({ ...ada, body: { newpassword: "x" } });
  expect(await refusal(call)).toBe("ServiceResourceNotFound");
});

rule("users/ban", async ({ chat, register, pass }) => {
  await register("ada", "ben");
  const { data } = await chat.createChatgroup({ body: { owner: "ben", members: ["ada"] } });
  for (let time = 0; time < 2; time++) {
    expect((await chat.deactivateUser(ada)).entities).toMatchObject([{ username: "ada", activated: false }]);
  }
  pass(365 * 86_400_000);
  expect((await chat.getUser(ada)).entities).toMatchObject([{ activated: false }]);
  const joined = await chat.checkChatgroupMembership({ path: { group_id: data.groupid, username: "ada" } });
  expect(joined.data).toBe(true);
});

rule("users/ban-offline", async ({ chat, register, logIn }) => {
  await register("ada");
  await logIn("ada", "phone");
  expect((await chat.getUserStatus(ada)).data).toEqual({ ada: "online" });
  await chat.deactivateUser(ada);
  expect((await chat.getUserStatus(ada)).data).toEqual({ ada: "offline" });
});

rule("users/ban-unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.deactivateUser(ada))).toBe("ServiceResourceNotFound");
});

rule("users/unban", async ({ chat, register }) => {
  await register("ada");
  await chat.deactivateUser(ada);
  for (let time = 0; time < 2; time++) {
    await chat.activateUser(ada);
    expect((await chat.getUser(ada)).entities).toMatchObject([{ activated: true }]);
  }
});

rule("users/unban-unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.activateUser(ada))).toBe("ServiceResourceNotFound");
});

rule("users/disconnect", async ({ chat, register, logIn }) => {
  await register("ada");
  await logIn("ada", "phone");
  await logIn("ada", "web");
  for (let time = 0; time < 2; time++) {
    expect((await chat.disconnectUser(ada)).data).toEqual({ result: true });
    expect((await chat.getUserStatus(ada)).data).toEqual({ ada: "offline" });
  }
  await logIn("ada", "phone");
  expect((await chat.getUserStatus(ada)).data).toEqual({ ada: "online" });
  expect((await chat.disconnectUserByPost(ada)).data).toEqual({ result: true });
  expect((await chat.getUserStatus(ada)).data).toEqual({ ada: "offline" });
});

rule("users/disconnect-unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.disconnectUser(ada))).toBe("ServiceResourceNotFound");
});

rule("users/status", async ({ chat, register }) => {
  await register("ada");
  expect((await chat.getUserStatus(ada)).data).toEqual({ ada: "offline" });
});

rule("users/status-unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.getUserStatus(ada))).toBe("ServiceResourceNotFound");
});

rule("users/statuses-unknown", async ({ chat }) => {
  const { data } = await chat.getUserStatuses({ body: { usernames: ["nobody"] } });
  expect(data).toEqual([{ nobody: "offline" }]);
});

rule("users/statuses-order", async ({ chat, register, logIn }) => {
  await register("ada", "ben");
  await logIn("ada", "phone");
  const { data } = await chat.getUserStatuses({ body: { usernames: ["ben", "nobody", "ada"] } });
  expect(data).toEqual([{ ben: "offline" }, { nobody: "offline" }, { ada: "online" }]);
});
