import * as z from "zod";
import { issueText } from "./issue-text";

// The page's content security policy forbids `new Function`, which zod would try in order to compile its checks.
// Every schema of ours imports z from here, so that this comes first.
z.config({ jitless: true, customError: issueText });

export { z };
