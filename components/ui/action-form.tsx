'use client'

import type { FormEvent, ReactNode } from 'react'
import type { ActionResult } from '@/lib/contracts/action-result'
import { Alert } from './alert'
import { Button } from './button'
import { classNames } from './class-names'
import { toast } from './toast'
import { useAction } from './use-action'

export type ActionFormProps<Input, T> = {
  readonly action: (input: Input) => Promise<ActionResult<T>>
  /** Reads the form as the action wants it. */
  readonly read: (form: HTMLFormElement) => Input
  /** The verb on the button. */
  readonly submit: string
  /** Said in a passing message when it worked. */
  readonly done?: string
  readonly onDone?: (result: { readonly ok: true } & T) => void
  readonly footer?: ReactNode
  readonly className?: string
  /** Gets the sentence per field, where the action named one. */
  readonly children: (fieldError: (field: string) => string | undefined) => ReactNode
}

/** A form over a server action: keeps what was typed when the action refuses, shows why, and submits once at a time. */
export const ActionForm = <Input, T>(props: ActionFormProps<Input, T>) => {
  const { action, read, submit, done, onDone, footer, className, children } = props
  const { run, pending, failure, fieldError } = useAction(action, (result) => {
    if (done) toast.success(done)
    onDone?.(result)
  })
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    run(read(event.currentTarget))
  }
  return (
    <form onSubmit={send} className={classNames('flex flex-col gap-4', className)}>
      {children(fieldError)}
      {failure ? <Alert tone="bad" title={failure.message} /> : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {footer}
        <Button type="submit" loading={pending}>
          {submit}
        </Button>
      </div>
    </form>
  )
}
