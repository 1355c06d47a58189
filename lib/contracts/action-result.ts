/** A "no" a form can show: the code for machines, the sentence for people, and a sentence per field where one is wrong. */
export type ActionFailure = {
  readonly ok: false
  readonly code: string
  readonly message: string
  readonly fields?: Readonly<Record<string, string>>
}

/** What every server action answers: success with its facts, or a failure in words. */
export type ActionResult<T = unknown> = ({ readonly ok: true } & T) | ActionFailure

/** A server action as components receive it. */
export type Action<Input, T = unknown> = (input: Input) => Promise<ActionResult<T>>
