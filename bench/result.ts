/** One measured figure, as the benchmark prints and stores it. */
export type BenchResult = {
  /** What was measured, in a few words. */
  readonly name: string
  readonly value: number
  /** `ms`, `1/s`, `MB`. */
  readonly unit: string
  /** The same measure without what is being judged, or null where there is nothing to compare with. */
  readonly baseline: number | null
  /** How many times better than the baseline: above 1 is better, whichever direction the unit has. */
  readonly ratio: number | null
  /** As read by people: `< 50`; empty for a figure that is only reported. */
  readonly target: string
  /** True where the target is met, or where there is none. */
  readonly pass: boolean
}
