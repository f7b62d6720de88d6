import { Button } from "@mantine/core";

interface LinkButtonProps {
  readonly text: string;
  readonly onClick: () => void;
}

/** A button within a sentence. */
export function LinkButton({ text, onClick }: LinkButtonProps) {
  return (
    <Button variant="transparent" size="compact-sm" p={0} td="underline" onClick={onClick}>
      {text}
    </Button>
  );
}
