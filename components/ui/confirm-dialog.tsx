'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type { ActionResult } from '@/lib/contracts/action-result'
import { Alert } from './alert'
import { Button } from './button'
import { Dialog, DialogClose, DialogContent, DialogTrigger } from './dialog'
import { useAction } from './use-action'

export type ConfirmDialogProps = {
  /** The button that opens the question. */
  readonly trigger: ReactNode
  readonly title: string
  readonly text: ReactNode
  /** The verb on the button: `Revoke key`, never `OK`. */
  readonly confirm: string
  /** The word for leaving things as they are, where `Cancel` could be taken for what is asked. */
  readonly keep?: string
  readonly danger?: boolean
  readonly action: () => Promise<ActionResult>
  readonly onDone?: () => void
}

/** Asks before something that matters, stays open while it runs, closes when it worked, and says in words when not. */
export const ConfirmDialog = ({
  trigger,
  title,
  text,
  confirm,
  keep,
  danger = false,
  action,
  onDone,
}: ConfirmDialogProps) => {
  const t = useTranslations('ui')
  const [open, setOpen] = useState(false)
  const done = () => {
    setOpen(false)
    onDone?.()
  }
  const { run, pending, failure, reset } = useAction(action, done)
  const change = (next: boolean) => {
    if (pending) return
    reset()
    setOpen(next)
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent
        title={title}
        text={text}
        footer={
          <>
            <DialogClose asChild>
              <Button variant="secondary" disabled={pending}>
                {keep ?? t('cancel')}
              </Button>
            </DialogClose>
            <Button variant={danger ? 'danger' : 'primary'} loading={pending} onClick={() => run(undefined)}>
              {confirm}
            </Button>
          </>
        }
      >
        {failure ? <Alert tone="bad" title={failure.message} /> : null}
      </DialogContent>
    </Dialog>
  )
}
