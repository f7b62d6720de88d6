import { useState } from "react";
import { indexTitle, indexValue, type IndexChange } from "../../../../domain/shift/injection-drift";
import { LinkButton } from "../../../components/link-button";
import { TermMark } from "../../../components/term";
import { INJECT_TERMS } from "./inject-terms";
import styles from "./inject.module.css";

/** In words and by a mark, never by hue alone. */
const VERDICTS: Readonly<Record<IndexChange["verdict"], string>> = {
  notices: "notices",
  noise: "chance could make it",
  small: "below the cut-off",
  same: "unchanged",
};

/** Indices of columns before the rest is asked for: three columns of three. */
const SHOWN = 9;

/** Every index of drift of the copy against the split as it was, and whether it notices. */
export function IndexTable({ indices }: { readonly indices: readonly IndexChange[] }) {
  const [all, setAll] = useState(false);
  const ofColumns = indices.filter(({ about }) => about === "column");
  const others = indices.filter(({ about }) => about !== "column");
  const shown = [...(all ? ofColumns : ofColumns.slice(0, SHOWN)), ...others];
  return (
    <>
      <div className={styles.scroll} role="region" aria-label="Drift of the copy, scrollable" tabIndex={0}>
        <table className={styles.table} aria-label="Drift of the copy">
          <thead>
            <tr>
              <th scope="col">Index of drift</th>
              <th scope="col">Copy against before</th>
              <th scope="col">Cut-off</th>
              <th scope="col">
                <span className={styles.name}>
                  Notices? <TermMark title="Notices drift" text={INJECT_TERMS.drift} />
                </span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((index) => (
              <tr key={indexTitle(index)} data-verdict={index.verdict}>
                <th scope="row">{indexTitle(index)}</th>
                <td>{indexValue(index)}</td>
                <td>{index.cutOff}</td>
                <td>{VERDICTS[index.verdict]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {ofColumns.length > SHOWN && <LinkButton text={all ? "Show fewer" : `Show all ${indices.length} indices`} onClick={() => { setAll(!all); }} />}
    </>
  );
}
