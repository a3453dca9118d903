import { checkClient, logInByName, logInByPassword } from "../../domain/login.ts";
import { type Issued, issueToken, issueTokenUntil } from "../../domain/token.ts";
import type { User } from "../../world/entities.ts";
import { refuse } from "../../world/refuse.ts";
import type { World } from "../../world/world.ts";
import { type Caller, handlers, type Output } from "../handlers.ts";
import { userEntity } from "../users/entity.ts";

/** What a token that is exchanged is good for where it says nothing of that: a day, in ms. */
const DAY = 86_400_000;

export const token = handlers({
  createToken(world, { body, caller }) {
    switch (body.grant_type) {
      case "client_credentials":
        checkClient(world, body.client_id, body.client_secret);
        return { ...issued(issueToken(world, undefined, seconds(body.ttl))), application: world.app.uuid };
      case "password":
        return ofUser(world, logInByPassword(world, body.username, body.password), body.ttl);
      case "inherit":
        checkCaller(caller, "app");
        return ofUser(world, logInByName(world, body.username, body.autoCreateUser), body.ttl);
      default:
        checkCaller(caller, "anybody");
        return exchanged(issueTokenUntil(world, caller.user, caller.until ?? world.now + DAY));
    }
  },
});

/** @throws Refusal where the token in the header does not do */
function checkCaller({ fault, user }: Caller, who: "app" | "anybody"): void {
  if (fault === "missing" || fault === "expired") throw refuse("TokenNotAccepted");
  if (fault || (who === "app" && user !== undefined)) throw refuse("AuthBadAccessToken");
}

function ofUser(world: World, user: User, ttl: number | string | undefined): Output<"createToken"> {
  return { ...issued(issueToken(world, user.username, seconds(ttl))), user: userEntity(user) };
}

function issued({ token, seconds }: Issued): Output<"createToken"> {
  return { access_token: token, expires_in: seconds };
}

function exchanged({ token, until = 0 }: Issued): Output<"createToken"> {
  return { access_token: token, expire_timestamp: until };
}

/** A lifetime comes as a number or as digits. */
function seconds(ttl: number | string | undefined): number | undefined {
  return ttl === undefined ? undefined : Number(ttl);
}
