import { expect, test } from "vitest";
import { hear, sendText, startWorld } from "./support.ts";

const world = startWorld(["ada", "ben", "cleo"], { auth: "check" });

test("where tokens are checked, users do by their roles what clients let them do", async () => {
  const [ada, ben, cleo] = [await world.open("ada"), await world.open("ben"), await world.open("cleo")];
  await sendText(ada, "ben", "Hi");
  await hear(ben, "onTextMessage");
  const data = {
    groupname: "G",
    desc: "",
    members: ["ben"],
    public: true,
    approval: false,
    allowinvites: true,
    inviteNeedConfirm: false,
  };
  const { data: created } = await ada.connection.createGroup({ data });
  const groupId = created.groupid;
  expect((await ben.connection.listGroupMembers({ groupId, pageNum: 1, pageSize: 20 })).data).toHaveLength(2);
  await expect(cleo.connection.listGroupMembers({ groupId, pageNum: 1, pageSize: 20 })).rejects.toBeDefined();
  await expect(ben.connection.destroyGroup({ groupId })).rejects.toBeDefined();
  await cleo.connection.joinGroup({ groupId, message: "" });
  await ada.connection.destroyGroup({ groupId });
  expect(await hear(cleo, "onGroupEvent", { operation: "destroy" })).toMatchObject({ id: groupId });
});

test("where tokens are checked, one that the app did not give is refused", async () => {
  await expect(world.client().connection.open({ user: "ada", accessToken: "x" })).rejects.toMatchObject({ type: 28 });
});
