import { loadedDealText, otherRowsText, otherRowsWord } from "../../state/rows-mark";
import { useApp } from "../store-context";
import { WarningMark, WarningNote } from "./warning-mark";

/** Stands where the data is named while its rows are dealt anew. */
export function LoadedDealMark() {
  const text = useApp(loadedDealText);
  return text !== null && <WarningMark word="dealt again" text={text} brief="phone" />;
}

/** Stands beside the figures of a run that was trained on other files or another deal than what is loaded. */
export function OtherRowsMark() {
  const text = useApp(otherRowsText);
  const word = useApp(otherRowsWord);
  return text !== null && word !== null && <WarningMark word={word} text={text} brief="narrow" />;
}

/** In words, above figures: they are of rows that were dealt anew, or of a run on other files or another deal. */
export function RowsNote() {
  const text = useApp((state) => otherRowsText(state) ?? loadedDealText(state));
  return text !== null && <WarningNote text={text} />;
}
