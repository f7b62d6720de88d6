import { KernelMember } from "../kernel-member";
import type { MemberMessage, MemberMethod, MemberPort, MemberReply } from "../messages";

export interface InProcessMember extends MemberPort {
  /** What it was asked, in order. */
  readonly asked: readonly MemberMethod[];
  readonly ended: boolean;
  /** From now on it takes messages and gives no answer. */
  hush(): void;
}

/** A member that runs on the test's own thread, behind a real message channel. */
export function inProcessMember(): InProcessMember {
  const { port1, port2 } = new MessageChannel();
  const member = new KernelMember();
  const asked: MemberMethod[] = [];
  let hushed = false;
  let ended = false;
  port2.onmessage = ({ data }: MessageEvent<MemberMessage>) => {
    asked.push(data.method);
    const { reply, transfer } = member.answer(data);
    if (!hushed) port2.postMessage(reply, transfer);
  };
  const port: InProcessMember = {
    asked,
    get ended() {
      return ended;
    },
    hush: () => {
      hushed = true;
    },
    onmessage: null,
    onmessageerror: null,
    onerror: null,
    postMessage: (message, transfer) => {
      port1.postMessage(message, transfer);
    },
    terminate: () => {
      ended = true;
      port1.close();
    },
  };
  port1.onmessage = (event: MessageEvent<MemberReply>) => port.onmessage?.(event);
  return port;
}
