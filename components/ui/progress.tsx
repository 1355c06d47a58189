export type ProgressProps = {
  readonly label: string
  /** Whole percent, 0 to 100; more is drawn as full. Leave out while the end is unknown. */
  readonly percent?: number
}

/** How far something is, by the platform's own element, so that it is read out. */
export const Progress = ({ label, percent }: ProgressProps) => (
  <progress
    aria-label={label}
    max={100}
    value={percent}
    className="block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line indeterminate:animate-pulse indeterminate:bg-accent-soft [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent"
  />
)
