import { Button, Menu, SegmentedControl } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { INJECTION_TITLES, INJECTION_TYPES, refuseInjection, type InjectableColumn } from "../../../../domain/shift/injection";
import { SPLITS, SPLIT_TITLES } from "../../../../domain/split";
import { Card } from "../../../components/card";
import { HistoryButtons } from "../../../components/history-buttons";
import { NumberField } from "../../../components/number-field";
import { useApp } from "../../../store-context";
import { InjectionRow } from "./injection-row";
import { newInjection, PRESETS, withAdded, withChanged, withList } from "./inject-plan";
import { InjectProgress } from "./inject-progress";
import styles from "./inject.module.css";

const SPLIT_OPTIONS = SPLITS.map((split) => ({ value: split, label: SPLIT_TITLES[split] }));

/** What is to be done to a copy of which split, and the buttons that have it done. */
export function PlanCard({ columns }: { readonly columns: readonly InjectableColumn[] }) {
  const { plan, past, future } = useApp((state) => state.injection);
  const { planInjection, undoInjection, redoInjection } = useApp((state) => state.injectionActions);
  return (
    <Card
      title="Shift on purpose"
      hint="a copy of one split; the loaded data and the net stay as they are"
      actions={<HistoryButtons locked={false} past={past.length} future={future.length} undo={undoInjection} redo={redoInjection} />}
    >
      <div className={styles.stack}>
        <div className={styles.bar} role="group" aria-label="Presets">
          {PRESETS.map(({ title, injection }) => {
            const made = injection(columns);
            return (
              <Button key={title} size="compact-sm" variant="default" disabled={made === null} onClick={() => { if (made !== null) planInjection({ ...plan, list: [{ id: 1, on: true, injection: made }] }); }}>
                {title}
              </Button>
            );
          })}
        </div>
        {plan.list.length === 0 ? (
          <p className={styles.muted}>Nothing is injected yet. Choose a preset, or add injections one by one; they are worked off in the order of the list.</p>
        ) : (
          <ol className={styles.list} aria-label="Injections">
            {plan.list.map((listed, index) => (
              <InjectionRow
                key={listed.id}
                listed={listed}
                place={index + 1}
                columns={columns}
                onChange={(change) => { planInjection(withChanged(plan, listed.id, change)); }}
                onRemove={() => { planInjection(withList(plan, (list) => list.filter(({ id }) => id !== listed.id))); }}
              />
            ))}
          </ol>
        )}
        <div className={styles.fields}>
          <Menu withinPortal position="bottom-start" shadow="md">
            <Menu.Target>
              <Button variant="default" leftSection={<IconPlus size={16} stroke={1.6} aria-hidden />}>
                Add an injection
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {INJECTION_TYPES.map((type) => {
                const made = newInjection(type, columns);
                return (
                  <Menu.Item key={type} disabled={made === null} onClick={() => { if (made !== null) planInjection(withAdded(plan, made)); }}>
                    {INJECTION_TITLES[type]}
                  </Menu.Item>
                );
              })}
            </Menu.Dropdown>
          </Menu>
          <div className={styles.splits}>
            <span className={styles.label} aria-hidden>
              Split
            </span>
            <SegmentedControl aria-label="Split that is copied" value={plan.split} data={SPLIT_OPTIONS} onChange={(split) => { planInjection({ ...plan, split }); }} />
          </div>
          <div className={styles.seed}>
            <NumberField label="Seed" term="seed" takes="entered" value={plan.seed} refuse={refuseSeed} onChange={(seed) => { planInjection({ ...plan, seed }); }} />
          </div>
        </div>
        <Asking columns={columns} />
      </div>
    </Card>
  );
}

function refuseSeed(value: number): string | null {
  return Number.isInteger(value) && value >= 0 && value < 2 ** 32 ? null : "Type a whole number from 0 to 4,294,967,295.";
}

function Asking({ columns }: { readonly columns: readonly InjectableColumn[] }) {
  const { plan } = useApp((state) => state.injection);
  const looking = useApp(({ injectionLooks: { measure, sweep } }) => measure.status === "looking" || sweep.status === "looking");
  const { askInjection } = useApp((state) => state.injectionActions);
  const on = plan.list.filter((each) => each.on);
  const refused = on.some(({ injection }) => refuseInjection(injection, columns) !== null);
  const idle = on.length === 0 || refused || looking;
  return (
    <>
      <div className={styles.bar}>
        <Button disabled={idle} onClick={() => { askInjection("measure"); }}>
          Inject and measure
        </Button>
        <Button variant="default" disabled={idle} onClick={() => { askInjection("sweep"); }}>
          Sweep the strength
        </Button>
        <p className={styles.muted}>{on.length === 0 && plan.list.length > 0 ? "Every injection is switched off." : "The net is not trained again: it answers the shifted copy as it is."}</p>
      </div>
      <InjectProgress panel="measure" what="the figures of the shifted copy" />
      <InjectProgress panel="sweep" what="the figures at nine strengths" />
    </>
  );
}
