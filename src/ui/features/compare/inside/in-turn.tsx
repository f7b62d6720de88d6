import type { ReactNode } from "react";
import { AfterPaint } from "../../../components/after-paint";
import styles from "./inside.module.css";

/** A chart that comes to life in a task of its own; its place is held until then. */
export function InTurn({ turn, children }: { readonly turn: number; readonly children: ReactNode }) {
  return (
    <AfterPaint turn={turn} placeholder={<div className={styles.place} />}>
      {children}
    </AfterPaint>
  );
}
