/** The content of a message under the names of the API and of frames. */
import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  MessageBody_Content_Type as ContentType,
  type MessageBody_Content,
  type MessageBody_ContentSchema,
} from "../generated/realtime/message_pb.ts";
import type { Content, MessageType } from "../world/messages.ts";

type Fields = MessageInitShape<typeof MessageBody_ContentSchema>;

/** What a frame says of the content of a message, its custom values aside. */
export function toContentFields(type: MessageType, body: Content): Fields {
  const text = (name: string) => (body[name] === undefined ? undefined : String(body[name]));
  const number = (name: string) => (body[name] === undefined ? undefined : Number(body[name]));
  switch (type) {
    case "txt":
      return { type: ContentType.TEXT, text: text("msg") ?? "" };
    case "cmd":
      return { type: ContentType.COMMAND, action: text("action") ?? "" };
    case "custom":
      return { type: ContentType.CUSTOM, customEvent: text("customEvent") ?? "" };
    case "loc":
      return defined({
        ...{ type: ContentType.LOCATION, latitude: number("lat"), longitude: number("lng") },
        address: text("addr") ?? "",
        ...(body["buildingName"] !== undefined && { buildingName: text("buildingName") }),
      });
    default:
      return defined({
        type: { img: ContentType.IMAGE, audio: ContentType.VOICE, video: ContentType.VIDEO, file: ContentType.FILE }[
          type
        ],
        displayName: text("filename") ?? "",
        remotePath: text("url") ?? "",
        secretKey: text("secret"),
        fileLength: number("file_length"),
        duration: number("length"),
        size: body["size"] as Fields["size"],
        thumbnailRemotePath: text("thumb"),
        thumbnailSecretKey: text("thumb_secret"),
      });
  }
}

export function toLocation({ latitude, longitude, address, buildingName }: MessageBody_Content): Content {
  return { lat: String(latitude), lng: String(longitude), addr: address, ...(buildingName && { buildingName }) };
}

/** What the API has of a message with a file. */
export function toFileFields(type: MessageType, content: MessageBody_Content): Content {
  const { displayName, remotePath, secretKey, fileLength, duration, size } = content;
  return {
    ...{ filename: displayName, url: remotePath },
    ...(secretKey && { secret: secretKey }),
    ...(fileLength > 0 && { file_length: fileLength }),
    ...((type === "audio" || type === "video") && { length: duration }),
    ...(size && { size: { width: size.width, height: size.height } }),
    ...(content.thumbnailRemotePath && { thumb: content.thumbnailRemotePath }),
    ...(content.thumbnailSecretKey && { thumb_secret: content.thumbnailSecretKey }),
  };
}

/** Fields without a value are not there. */
function defined(fields: Record<string, unknown>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
