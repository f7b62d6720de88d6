import { Button, SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import { formatCount } from "../../../../domain/format";
import type { Split } from "../../../../domain/split";
import { knownValues } from "../../../../domain/features/known-values";
import type { PreparedMeta } from "../../../../state/preparation-slice";
import { isText, type DependenceAbout, type DependenceAnswer } from "../../../../state/why-asks";
import { BarPicture } from "../../../charts/bar-picture";
import { ChartFrame } from "../../../charts/kit/chart-frame";
import { useZoom, type Zoom } from "../../../charts/kit/zoom";
import { Card } from "../../../components/card";
import { Choice } from "../../../components/choice";
import { dependenceBars, dependenceStatement, dependenceSummary, dependenceTable, isFinite } from "./dependence-figures";
import { DependencePlot, type ScoreScale } from "./dependence-plot";
import { SplitChoice } from "./split-choice";
import { useWhy } from "./use-why";
import { WhyFrame } from "./why-frame";
import styles from "./why.module.css";

const POINTS = 40;
/** Values that are names: more bars than that are not read. */
const NAMES = 20;
const ROWS = 5_000;
const CURVES = 40;
const VALUES = 1_000;

/** How the score follows one feature, all else left as it is. */
export function DependenceCard({ data }: { readonly data: PreparedMeta }) {
  const sources = useMemo(() => [...new Set(data.fitted.columns.map(({ source }) => source))], [data]);
  const [chosen, setChosen] = useState(sources[0] ?? "");
  const source = sources.includes(chosen) ? chosen : (sources[0] ?? "");
  const [split, setSplit] = useState<Split>("test");
  const [seed, setSeed] = useState(1);
  const [scale, setScale] = useState<ScoreScale>("linear");
  const named = isText(data, source) || knownValues(data.fitted.columns, source) !== null;
  const about = useMemo(
    (): DependenceAbout => ({ split, source, points: named ? NAMES : POINTS, seed, maxRows: ROWS, maxCurves: CURVES, maxValues: VALUES }),
    [split, source, named, seed],
  );
  const look = useWhy("dependence", about);
  // While another column is awaited, nothing is drawn under its name.
  const answer = look.answer?.question.about.source === source && look.answer.question.about.split === split ? look.answer.value : null;
  const drawn = answer?.type === "drawn" ? answer : null;
  const zoom = useZoom(drawn);
  return (
    <Card title="Partial dependence" hint="the score, were one feature another and all else as it is">
      <div className={styles.stack}>
        <div className={styles.fields}>
          <Choice label="Feature" value={source} options={sources.map((value) => ({ value, label: value }))} onChange={setChosen} />
          <SplitChoice<never> label="Split whose rows are used" value={split} onChange={setSplit} />
          <Button variant="default" onClick={() => { setSeed(seed + 1); }}>
            Draw other rows
          </Button>
        </div>
        <ChartFrame
          inside
          widens={false}
          title={`Score over ${source}`}
          actions={named ? undefined : <ScaleSwitch value={scale} onChange={setScale} />}
          summary={drawn === null ? "Nothing is drawn yet." : dependenceSummary(drawn.dependence, source)}
          table={drawn === null ? null : () => dependenceTable(drawn.dependence, source)}
          fileName={`triptych-dependence-${source}-${split}`}
          zoom={zoom}
          footer={drawn === null ? undefined : <p>{footerOf(drawn, { split, named, seed: look.answer?.question.about.seed ?? seed })}</p>}
        >
          <div className={styles.drawing} data-tall={!named || undefined}>
            <WhyFrame panel="dependence" look={look} what={`the curve over ${source}`}>
              {answer === null ? null : <Drawing answer={answer} named={named} source={source} split={split} scale={scale} zoom={zoom} />}
            </WhyFrame>
          </div>
        </ChartFrame>
      </div>
    </Card>
  );
}

function footerOf({ dependence, values }: DependenceAnswer & { type: "drawn" }, { split, named, seed }: { readonly split: Split; readonly named: boolean; readonly seed: number }): string {
  const drawn = `${formatCount(values.length)} drawn rows`;
  return `${dependenceStatement(dependence, split, seed)} ${named ? `Shares of ${drawn}; thin lines: single rows.` : `Beneath: where the values of ${drawn} lie.`}`;
}

interface DrawingProps {
  readonly answer: DependenceAnswer;
  readonly named: boolean;
  readonly source: string;
  readonly split: Split;
  readonly scale: ScoreScale;
  readonly zoom: Zoom;
}

function Drawing({ answer, named, source, split, scale, zoom }: DrawingProps) {
  if (answer.type === "none") return <p className={styles.muted}>{answer.reason}</p>;
  const { dependence, values } = answer;
  if (!isFinite(dependence)) return <p className={styles.muted}>This net gives outputs that are not numbers, so there is no curve.</p>;
  const colour = `var(--${split})`;
  if (!named) return <DependencePlot dependence={dependence} values={values} source={source} colour={colour} scale={scale} zoom={zoom} />;
  const bars = dependenceBars(dependence, values);
  const most = Math.max(...bars.flatMap(({ value, marks = [] }) => [value, ...marks]));
  return <BarPicture title={"Average score (and share of rows)"} bars={bars} domain={[0, most]} colour={colour} />;
}

function ScaleSwitch({ value, onChange }: { readonly value: ScoreScale; readonly onChange: (scale: ScoreScale) => void }) {
  return <SegmentedControl<ScoreScale> size="xs" aria-label="Scale of the score axis" value={value} data={["linear", "logit"]} onChange={onChange} />;
}
