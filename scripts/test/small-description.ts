/** A description laid out as the shipped one: a map, common files, resources and webhooks. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const FILES: Record<string, string> = {
  "package.json": '{ "name": "@agora-chat-openapi/spec", "version": "0.1.0" }\n',
  "openapi.yaml": `openapi: 3.1.0
info: { title: Chat, version: 0.1.0 }
paths:
  /chatrooms/{chatroom_id}:
    $ref: resources/chatrooms/rooms.yaml#/paths/~1chatrooms~1{chatroom_id}
  /chatrooms/{chatroom_id}/admin:
    $ref: resources/chatrooms/admins.yaml#/paths/~1chatrooms~1{chatroom_id}~1admin
webhooks:
  messageSent:
    $ref: webhooks/messages.yaml#/webhooks/messageSent
  messageRecalled:
    $ref: webhooks/messages.yaml#/webhooks/messageRecalled
`,
  "common/parameters.yaml": `parameters:
  ChatroomId: { name: chatroom_id, in: path, required: true, schema: { type: string } }
`,
  "resources/chatrooms/rooms.yaml": `paths:
  /chatrooms/{chatroom_id}:
    parameters:
      - $ref: ../../common/parameters.yaml#/parameters/ChatroomId
    delete: { operationId: deleteChatroom, responses: { '200': { description: It is gone. } } }
`,
  "resources/chatrooms/admins.yaml": `paths:
  /chatrooms/{chatroom_id}/admin:
    parameters:
      - $ref: ../../common/parameters.yaml#/parameters/ChatroomId
    post:
      operationId: addChatroomAdmin
      summary: Make a member an admin
      requestBody:
        content:
          application/json:
            schema:
              $ref: '#/schemas/NewChatroomAdmin'
      responses:
        '200':
          description: The member is an admin.
          content:
            application/json:
              schema: { type: object }
              examples:
                added:
                  $ref: '#/examples/ChatroomAdminAdded'

schemas:
  NewChatroomAdmin:
    type: object
    required: [newadmin]
    properties:
      newadmin: { type: string }
      reason: { type: string }

examples:
  ChatroomAdminAdded:
    value: { data: { newadmin: ben } }
`,
  "webhooks/messages.yaml": `webhooks:
  messageSent:
    post: { operationId: messageSent, responses: { '200': { description: Taken. } } }
  messageRecalled:
    post: { operationId: messageRecalled, responses: { '200': { description: Taken. } } }
`,
};

/** Writes it into a folder. */
export async function writeSmallDescription(folder: string): Promise<void> {
  for (const [file, text] of Object.entries(FILES)) {
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
