import { KernelMember } from "../engine/wasm/pool/kernel-member";
import type { MemberMessage } from "../engine/wasm/pool/messages";

// Started by the train worker, once for each member of the pool other than itself.

const member = new KernelMember();

self.addEventListener("message", ({ data }: MessageEvent<MemberMessage>) => {
  const { reply, transfer } = member.answer(data);
  self.postMessage(reply, transfer);
});
