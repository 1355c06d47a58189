'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import type { PriceDraftInput } from '@/components/admin/price-version'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { Action } from '@/lib/contracts/action-result'
import { useUnsaved } from './unsaved'

type DraftAsked = { readonly book: string; readonly version: number }

export type DraftButtonProps = {
  readonly draft: DraftAsked
  readonly action: Action<DraftAsked, { readonly book: string }>
}

/** Runs the saved draft over the last months. */
export const RunWhatIfButton = ({ draft, action, again }: DraftButtonProps & { readonly again: boolean }) => {
  const router = useRouter()
  const { unsaved } = useUnsaved()
  const { run, pending, failure } = useAction(action, () => {
    toast.success('What-if finished')
    router.refresh()
  })
  return (
    <div className="flex min-w-0 flex-col gap-2 sm:items-end">
      <Button variant={again ? 'secondary' : 'primary'} loading={pending} disabled={unsaved} onClick={() => run(draft)}>
        Run what-if
      </Button>
      {unsaved ? <p className="text-ink-soft text-xs">Save the draft first.</p> : null}
      {failure ? <Alert tone="bad" title={failure.message} /> : null}
    </div>
  )
}

export type PublishButtonProps = DraftButtonProps & {
  readonly name: string
  /** What happens when, and for whom. */
  readonly text: ReactNode
}

/** Asks, says what will happen, and publishes the saved draft. */
export const PublishButton = ({ draft, action, name, text }: PublishButtonProps) => {
  const router = useRouter()
  const { unsaved } = useUnsaved()
  return (
    <ConfirmDialog
      trigger={<Button disabled={unsaved}>Publish</Button>}
      title={`Publish ${name}?`}
      text={text}
      confirm="Publish version"
      action={() => action(draft)}
      onDone={() => {
        toast.success('Version published')
        router.push(`/admin/pricing?book=${draft.book}`)
      }}
    />
  )
}

/** Asks, and gives the draft up. */
export const DiscardButton = ({ draft, action, isNew }: DraftButtonProps & { readonly isNew: boolean }) => {
  const router = useRouter()
  return (
    <ConfirmDialog
      trigger={<Button variant="ghost">Discard draft</Button>}
      title="Discard this draft?"
      text="Its prices are lost. What is published stays as it is."
      confirm="Discard draft"
      danger
      action={() => action(draft)}
      onDone={() => {
        toast.success('Draft discarded')
        router.push(isNew ? '/admin/pricing' : `/admin/pricing?book=${draft.book}`)
      }}
    />
  )
}

export type RebaseButtonProps = {
  /** The draft as it is saved, with the newest version as its base. */
  readonly draft: PriceDraftInput
  readonly save: Action<PriceDraftInput, { readonly book: string }>
}

/** Keeps every price of the draft and lets it follow the newest version. */
export const RebaseButton = ({ draft, save }: RebaseButtonProps) => {
  const router = useRouter()
  const { unsaved } = useUnsaved()
  const { run, pending, failure } = useAction(save, () => router.refresh())
  return (
    <div className="flex flex-col gap-2">
      <Button variant="secondary" loading={pending} disabled={unsaved} onClick={() => run(draft)}>
        Base the draft on version {draft.baseVersion}
      </Button>
      {failure ? <Alert tone="bad" title={failure.message} /> : null}
    </div>
  )
}
