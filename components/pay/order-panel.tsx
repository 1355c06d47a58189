'use client'

import { Alert } from '@/components/ui/alert'
import { Card } from '@/components/ui/card'
import { Spinner } from '@/components/ui/spinner'
import { CheckoutForm } from './checkout-form'
import { CheckoutStep } from './checkout-step'
import type { Order, Ordering } from './use-order'

export type OrderWords = {
  /** What this is about, for who does not see it. */
  readonly title: string
  readonly formTitle: string
  readonly closeForm: string
  readonly activating: string
  readonly activatingText: string
  readonly processing: string
  readonly processingText: string
  readonly slow: string
  readonly slowText: string
  readonly done: string
  readonly doneText: string
  readonly failed: string
}

export type OrderPanelProps<O extends Order> = { readonly ordering: Ordering<O>; readonly words: OrderWords }

/** How an order stands: its form, the wait for what was paid for, and that it is there; or why it did not come to that. */
export const OrderPanel = <O extends Order>({ ordering, words }: OrderPanelProps<O>) => {
  const { phase } = ordering
  return (
    <>
      <div aria-live="polite" className="empty:hidden">
        {phase.name === 'settling' ? <Waiting {...ordering} words={words} /> : null}
        {phase.name === 'done' ? (
          <Alert tone="good" title={words.done}>
            {words.doneText}
          </Alert>
        ) : null}
      </div>
      {phase.name === 'failed' ? (
        <Alert tone="bad" title={words.failed}>
          {phase.message}
        </Alert>
      ) : null}
      {phase.name === 'form' ? (
        <Card aria-label={words.title}>
          <CheckoutForm checkout={ordering} title={words.formTitle} close={words.closeForm} />
        </Card>
      ) : null}
    </>
  )
}

type WaitingProps = { readonly processing: boolean; readonly slow: boolean; readonly words: OrderWords }

const Waiting = ({ processing, slow, words }: WaitingProps) => {
  const step = processing ? 'processing' : slow ? 'slow' : 'activating'
  return (
    <Card>
      <CheckoutStep icon={<Spinner className="size-5 text-accent" />} title={words[step]}>
        {words[`${step}Text`]}
      </CheckoutStep>
    </Card>
  )
}
