'use client'

import { Mail } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Button, DownloadButton } from '@/components/ui/button'
import { DefinitionList } from '@/components/ui/definition-list'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import type { QuotaExceeded } from '@/lib/contracts/compute'
import type { SavedMachines } from './machines'

export type QuotaDialogProps = {
  readonly org: string
  readonly payer: string
  readonly contact: string
  readonly settings: SavedMachines | null
  /** As the API answered; null while there is nothing to say. */
  readonly exceeded: QuotaExceeded | null
  /** The machine in words. */
  readonly size: string
  readonly close: () => void
  /** Takes what is allowed instead: the limit, or at a limit of zero what is saved. */
  readonly giveIn: (exceeded: QuotaExceeded) => void
  readonly focusAfter: () => void
}

/** Names what was asked for, where, and how much there is; offers the allowed number and a way to ask for more (Q7). */
export const QuotaDialog = ({ exceeded, close, focusAfter, ...rest }: QuotaDialogProps) => {
  const t = useTranslations('compute')
  useFocusAfter(exceeded !== null, focusAfter)
  return (
    <Dialog open={exceeded !== null} onOpenChange={(open) => (open ? undefined : close())}>
      {exceeded ? (
        <DialogContent title={t('above')} text={exceeded.message} footer={<WaysOut {...rest} exceeded={exceeded} />}>
          <DefinitionList
            items={[
              { term: t('configuration'), value: t('machineOption', { size: rest.size, name: exceeded.machine_type }) },
              { term: t('region'), value: exceeded.region },
              { term: t('requested'), value: <span className="figures">{exceeded.requested}</span> },
              { term: t('available'), value: <span className="figures">{exceeded.limit}</span> },
            ]}
          />
          {rest.contact ? null : <p className="mt-4 text-ink-soft text-sm">{t('askNobody')}</p>}
        </DialogContent>
      ) : null}
    </Dialog>
  )
}

type WaysOutProps = Pick<QuotaDialogProps, 'org' | 'payer' | 'contact' | 'settings' | 'size' | 'giveIn'> & {
  readonly exceeded: QuotaExceeded
}

const WaysOut = ({ org, payer, contact, settings, size, giveIn, exceeded }: WaysOutProps) => {
  const t = useTranslations('compute')
  const { machine_type: name, region, limit, requested } = exceeded
  const subject = encodeURIComponent(t('askSubject', { payer, org, name, region }))
  const body = encodeURIComponent(
    t('askBody', { requested: String(requested), size, name, region, limit: String(limit) }),
  )
  return (
    <>
      {contact ? (
        <DownloadButton variant="secondary" href={`mailto:${contact}?subject=${subject}&body=${body}`} title={contact}>
          <Mail aria-hidden />
          {t('askMore')}
        </DownloadButton>
      ) : null}
      <Button onClick={() => giveIn(exceeded)}>
        {limit >= 1 ? t('setToLimit', { limit: String(limit) }) : t(settings ? 'restore' : 'setToNone')}
      </Button>
    </>
  )
}

/** The button that opened the dialog could not keep the focus while it worked: closing gives it to somewhere useful. */
const useFocusAfter = (open: boolean, focusAfter: () => void): void => {
  const was = useRef(open)
  useEffect(() => {
    if (was.current && !open) setTimeout(focusAfter, 0)
    was.current = open
  })
}
