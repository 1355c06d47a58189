'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState, useTransition } from 'react'
import type { ActionFailure, ActionResult } from '@/lib/contracts/action-result'

export type ActionState<Input> = {
  readonly run: (input: Input) => void
  readonly pending: boolean
  readonly failure: ActionFailure | null
  /** The sentence for a field, or for the first one within it (`skills` finds `skills.2.name`), where there is one. */
  readonly fieldError: (field: string) => string | undefined
  readonly reset: () => void
}

/**
 * Runs a server action: one at a time (a second press while it runs does nothing), keeps its refusal, and turns a broken
 * connection into a refusal too.
 * @param onDone is called with the facts of a success.
 */
export const useAction = <Input, T>(
  action: (input: Input) => Promise<ActionResult<T>>,
  onDone?: (result: { readonly ok: true } & T) => void,
): ActionState<Input> => {
  const t = useTranslations('failure')
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [pending, startTransition] = useTransition()
  const running = useRef(false)
  const attempt = async (input: Input) => {
    const result = await action(input).catch(
      (): ActionFailure => ({ ok: false, code: 'unreachable', message: t('unreachableText') }),
    )
    running.current = false
    if (!result.ok) return setFailure(result)
    setFailure(null)
    onDone?.(result)
  }
  const run = (input: Input) => {
    if (running.current) return
    running.current = true
    startTransition(() => attempt(input))
  }
  return {
    run,
    pending,
    failure,
    fieldError: (field) => sentenceFor(failure?.fields ?? {}, field),
    reset: () => setFailure(null),
  }
}

const sentenceFor = (fields: Readonly<Record<string, string>>, field: string): string | undefined =>
  fields[field] ?? Object.entries(fields).find(([path]) => path.startsWith(`${field}.`))?.[1]
