/** What `/_emulator` has for faults of an app. */
import type { Apps, Tenant } from "../store/apps.ts";
import { type AdminHandlers, type AdminInput, type Failure, failed, noApp } from "./admin-handlers.ts";
import type { FaultOptions, Faults } from "./faults.ts";

type FaultHandlers = Pick<AdminHandlers, "addFault" | "listFaults" | "clearFaults">;

export function createFaultHandlers(apps: Apps, faultsOf: (tenant: Tenant) => Faults): FaultHandlers {
  async function withFaults<Result>(
    { tenant }: AdminInput,
    act: (faults: Faults) => Result | Failure,
  ): Promise<Result | Failure> {
    return (await apps.find(tenant)) ? act(faultsOf(tenant)) : noApp(tenant);
  }

  return {
    addFault: (input) =>
      withFaults(input, (faults) => {
        try {
          return faults.add(input.body as FaultOptions);
        } catch (error) {
          if (error instanceof RangeError) return failed(400, error.message);
          throw error;
        }
      }),
    listFaults: (input) => withFaults(input, (faults) => ({ faults: faults.list() })),
    clearFaults: (input) =>
      withFaults(input, (faults) => {
        faults.clear();
        return { done: true };
      }),
  };
}
