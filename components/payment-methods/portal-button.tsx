'use client'

import { ExternalLink } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useAction } from '@/components/ui/use-action'
import type { CardDesk } from './card-item'

export type PortalButtonProps = {
  readonly openPortal: NonNullable<CardDesk['openPortal']>
  /** Told why it did not open; empty where it is tried again. */
  readonly onFailure: (message: string) => void
}

/** Leads to the page at Stripe where the cards are managed; that page leads back. */
export const PortalButton = ({ openPortal, onFailure }: PortalButtonProps) => {
  const t = useTranslations()
  const open = async () => {
    onFailure('')
    const answer = await openPortal().catch(() => null)
    if (answer?.ok) window.location.assign(answer.url)
    else onFailure(answer?.message ?? t('failure.unreachableText'))
    return { ok: true } as const
  }
  const { run, pending } = useAction(open)
  return (
    <Button variant="secondary" loading={pending} onClick={() => run(undefined)}>
      {pending ? null : <ExternalLink aria-hidden />}
      {t('paymentMethods.portal')}
    </Button>
  )
}
