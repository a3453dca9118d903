/** What `/_emulator` has for callbacks of an app. */
import type { AppCallbacks } from "../callbacks/app-callbacks.ts";
import type { Callbacks } from "../callbacks/callbacks.ts";
import type { CallbackRuleOptions } from "../callbacks/rules.ts";
import type { Apps } from "../store/apps.ts";
import { type AdminHandlers, type AdminInput, type Failure, failed, noApp, type Success } from "./admin-handlers.ts";

type CallbackHandlers = Pick<
  AdminHandlers,
  | "addCallbackRule"
  | "listCallbackRules"
  | "clearCallbackRules"
  | "removeCallbackRule"
  | "listDeliveries"
  | "resendCallback"
  | "settleCallbacks"
>;

export function createCallbackHandlers(apps: Apps, callbacks: Callbacks): CallbackHandlers {
  /** @param status of what cannot be done */
  async function withCallbacks<Result>(
    { tenant }: AdminInput,
    act: (callbacks: AppCallbacks) => Promise<Result>,
    status: Failure["status"] = 400,
  ): Promise<Result | Failure> {
    const app = await apps.find(tenant);
    if (!app) return noApp(tenant);
    try {
      return await act(callbacks.of(app));
    } catch (error) {
      if (error instanceof RangeError) return failed(status, error.message);
      throw error;
    }
  }

  return {
    addCallbackRule: (input) =>
      withCallbacks(
        input,
        async ({ rules }) => (await rules.add(input.body as CallbackRuleOptions)) as Success<"addCallbackRule">,
      ),
    listCallbackRules: (input) =>
      withCallbacks(input, async ({ rules }) => ({ rules: await rules.list() }) as Success<"listCallbackRules">),
    clearCallbackRules: (input) =>
      withCallbacks(input, async ({ rules }) => {
        await rules.clear();
        return { done: true };
      }),
    removeCallbackRule: (input) =>
      withCallbacks(
        input,
        async ({ rules }) => {
          await rules.remove(input.path["rule"] ?? "");
          return { done: true };
        },
        404,
      ),
    listDeliveries: (input) => withCallbacks(input, async ({ deliveries }) => ({ deliveries: await deliveries() })),
    resendCallback: (input) =>
      withCallbacks(input, async ({ resend }) => ({ id: await resend(input.path["delivery"] ?? "") }), 404),
    settleCallbacks: (input) =>
      withCallbacks(input, ({ settled }) =>
        settled(Number(input.query["timeoutMs"])).then(
          () => ({ done: true as const }),
          (error: Error) => failed(504, error.message),
        ),
      ),
  };
}
