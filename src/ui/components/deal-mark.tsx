import { loadedDealText, otherDealText, otherDealWord } from "../../state/deal-mark";
import { useApp } from "../store-context";
import { WarningMark, WarningNote } from "./warning-mark";

/** Stands where the data is named while its rows are dealt anew. */
export function LoadedDealMark() {
  const text = useApp(loadedDealText);
  return text !== null && <WarningMark word="dealt again" text={text} brief="phone" />;
}

/** Stands beside the figures of a run that was trained on another deal than what is loaded. */
export function OtherDealMark() {
  const text = useApp(otherDealText);
  const word = useApp(otherDealWord);
  return text !== null && word !== null && <WarningMark word={word} text={text} brief="narrow" />;
}

/** In words, above figures: they are of rows that were dealt anew, or of a run on another deal. */
export function DealNote() {
  const text = useApp((state) => otherDealText(state) ?? loadedDealText(state));
  return text !== null && <WarningNote text={text} />;
}
