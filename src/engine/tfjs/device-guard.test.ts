import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DeviceGuard, type DeviceLife } from "./device-guard";

const LOST = { name: "EngineLostError", code: "engine-lost" };

function lifeOf(controller: AbortController): DeviceLife {
  return {
    lost: controller.signal,
    isLost: () => controller.signal.aborted,
    giveUp: () => {
      controller.abort();
    },
    isWorn: () => false,
    close: () => undefined,
  };
}

function guarded(): { loss: AbortController; guard: DeviceGuard } {
  const loss = new AbortController();
  return { loss, guard: new DeviceGuard(lifeOf(loss), 20_000) };
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("DeviceGuard", () => {
  it("passes on what the device answers, and its errors", async () => {
    const { guard } = guarded();
    expect(await guard.read(() => Promise.resolve(7))).toBe(7);
    expect(guard.run(() => 8)).toBe(8);
    await expect(guard.read(() => Promise.reject(new Error("no net")))).rejects.toThrow("no net");
    expect(() => guard.run(() => { throw new Error("no data"); })).toThrow("no data");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends a read when the device goes, and refuses all that comes later", async () => {
    const { loss, guard } = guarded();
    const read = expect(guard.read(never)).rejects.toMatchObject(LOST);
    loss.abort();
    await read;
    await expect(guard.read(() => Promise.resolve(7))).rejects.toMatchObject(LOST);
    expect(() => guard.run(() => 8)).toThrow(expect.objectContaining(LOST));
    expect(vi.getTimerCount()).toBe(0);
  });

  it("takes no answer from a device that went while it was answering", async () => {
    const { loss, guard } = guarded();
    const zeros = guard.read(() => {
      loss.abort();
      return Promise.resolve(0);
    });
    await expect(zeros).rejects.toMatchObject(LOST);
  });

  it("names the loss as the reason when work fails because of it", () => {
    const { loss, guard } = guarded();
    const failing = (): never => {
      loss.abort();
      throw new Error("Unable to create WebGLTexture.");
    };
    expect(() => guard.run(failing)).toThrow(expect.objectContaining({ ...LOST, message: "The graphics device was lost." }));
  });

  it("gives up a device that does not answer in time, and not before", async () => {
    const { loss, guard } = guarded();
    const read = expect(guard.read(never)).rejects.toMatchObject({
      ...LOST,
      message: "The graphics device did not answer for 20 seconds.",
    });
    await vi.advanceTimersByTimeAsync(19_000);
    expect(loss.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(loss.signal.aborted).toBe(true);
    await read;
    expect(vi.getTimerCount()).toBe(0);
  });
});
