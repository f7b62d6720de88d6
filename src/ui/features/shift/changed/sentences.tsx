import styles from "./changed.module.css";

interface SentencesProps {
  readonly sentences: readonly string[];
  /** The first one is the verdict that the others explain. */
  readonly led?: boolean;
}

/** What figures say, in plain words. */
export function Sentences({ sentences, led = false }: SentencesProps) {
  const [verdict] = sentences;
  const rest = led ? sentences.slice(1) : sentences;
  return (
    <>
      {led && verdict !== undefined && <p className={styles.lead}>{verdict}</p>}
      {rest.length > 0 && (
        <ul className={styles.sentences}>
          {rest.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </>
  );
}
