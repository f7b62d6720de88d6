import type { RunConfig, ScheduleSpec } from "../../../../domain/run-config";
import { refusals, refuseConfig } from "../../../../domain/run-limits";
import { Choice } from "../../../components/choice";
import { Disclosure } from "../../../components/disclosure";
import { NumberField } from "../../../components/number-field";
import { useApp } from "../../../store-context";
import { SCHEDULE_TITLES, scheduleText } from "../run-text";
import { stepsPerEpoch } from "../steps-of";
import styles from "../train-stage.module.css";
import { LearningRateLine } from "./learning-rate-line";
import { onOtherClock, scheduleOfType } from "./schedule-defaults";

const TYPES = (["constant", "step", "cosine", "exponential", "one-cycle"] as const).map((value) => ({
  value,
  label: SCHEDULE_TITLES[value],
}));

const CLOCKS = [
  { value: "epoch", label: "By epoch" },
  { value: "step", label: "By step" },
] as const;

interface FieldsProps {
  readonly schedule: ScheduleSpec;
  readonly disabled: boolean;
  readonly onChange: (schedule: ScheduleSpec) => void;
}

/** How the learning rate moves over the run. */
export function ScheduleGroup({ disabled }: { readonly disabled: boolean }) {
  const config = useApp((state) => state.config);
  const configure = useApp((state) => state.configure);
  const trainRows = useApp((state) => state.files.train?.rows ?? null);
  const steps = trainRows === null ? null : stepsPerEpoch(config, trainRows);
  const { schedule } = config;
  const onChange = (changed: ScheduleSpec): void => {
    configure({ schedule: changed });
  };
  const refusal = warmupRefusal(config);
  return (
    <Disclosure title="Schedule" summary={refusal ?? scheduleText(schedule)} alarming={refusal !== null}>
      <div className={styles.pair}>
        <Choice
          label="Shape"
          term="schedule"
          value={schedule.type}
          options={TYPES}
          disabled={disabled}
          onChange={(type) => {
            onChange(scheduleOfType(type, config, steps));
          }}
        />
        <Choice
          label="It moves"
          value={schedule.advance ?? "epoch"}
          options={CLOCKS}
          disabled={disabled}
          onChange={(advance) => {
            onChange(onOtherClock(schedule, advance, steps));
          }}
        />
      </div>
      <ScheduleNumbers schedule={schedule} disabled={disabled} onChange={onChange} />
      <div className={styles.pair}>
        <NumberField
          label="Warm-up"
          term="warmup"
          value={schedule.warmup ?? 0}
          refuse={(warmup) => refusals.warmup(warmup) ?? warmupRefusal({ ...config, schedule: { ...schedule, warmup } })}
          disabled={disabled}
          description={units(schedule)}
          onChange={(warmup) => {
            const { warmup: _, ...rest } = schedule;
            onChange(warmup === 0 ? rest : { ...rest, warmup });
          }}
        />
      </div>
      <LearningRateLine config={config} steps={steps} />
    </Disclosure>
  );
}

function ScheduleNumbers({ schedule, disabled, onChange }: FieldsProps) {
  switch (schedule.type) {
    case "constant":
      return null;
    case "step":
      return (
        <div className={styles.pair}>
          <NumberField
            label="Drops every"
            value={schedule.every}
            refuse={refusals.every}
            disabled={disabled}
            description={units(schedule)}
            onChange={(every) => {
              onChange({ ...schedule, every });
            }}
          />
          <ScheduleGamma schedule={schedule} disabled={disabled} onChange={onChange} />
        </div>
      );
    case "exponential":
      return (
        <div className={styles.pair}>
          <ScheduleGamma schedule={schedule} disabled={disabled} onChange={onChange} />
        </div>
      );
    case "cosine":
      return (
        <div className={styles.pair}>
          <NumberField
            label="Falls over"
            value={schedule.tMax}
            refuse={refusals.tMax}
            disabled={disabled}
            description={units(schedule)}
            onChange={(tMax) => {
              onChange({ ...schedule, tMax });
            }}
          />
          <NumberField
            label="Down to"
            value={schedule.min}
            refuse={refusals.min}
            disabled={disabled}
            onChange={(min) => {
              onChange({ ...schedule, min });
            }}
          />
        </div>
      );
    case "one-cycle":
      return (
        <div className={styles.pair}>
          <NumberField
            label="Highest rate"
            value={schedule.max}
            refuse={refusals.max}
            disabled={disabled}
            onChange={(max) => {
              onChange({ ...schedule, max });
            }}
          />
        </div>
      );
  }
}

interface GammaProps extends FieldsProps {
  readonly schedule: Extract<ScheduleSpec, { gamma: number }>;
}

function ScheduleGamma({ schedule, disabled, onChange }: GammaProps) {
  return (
    <NumberField
      label="Times"
      value={schedule.gamma}
      refuse={refusals.scheduleGamma}
      disabled={disabled}
      onChange={(gamma) => {
        onChange({ ...schedule, gamma });
      }}
    />
  );
}

function warmupRefusal(config: RunConfig): string | null {
  const refusal = refuseConfig(config);
  return refusal?.field === "schedule.warmup" ? refusal.message : null;
}

function units({ advance = "epoch" }: ScheduleSpec): string {
  return `${advance}s`;
}
