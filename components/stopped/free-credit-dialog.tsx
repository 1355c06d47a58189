'use client'

import { CreditCard } from 'lucide-react'
import { usePathname, useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useTransition } from 'react'
import { type OrgChoice, OrgSwitcher } from '@/components/shell/org-switcher'
import { Button, LinkButton } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { type Payer, WhomToAsk } from './whom-to-ask'

export type FreeCreditDialogProps = {
  readonly org: OrgChoice
  /** Every organization the reader may open, this one included. */
  readonly orgs: readonly OrgChoice[]
  readonly mayPay: boolean
  readonly payers: readonly Payer[]
  /** Platform staff find back to the admin pages. */
  readonly admin: boolean
  readonly signOut: () => Promise<void>
}

/**
 * Blocks every page of an organization whose free credit is used up and that has no card (§12), but the one on which a
 * card is added. It cannot be closed; it goes away once the card is there, no matter who added it.
 */
export const FreeCreditDialog = ({ org, orgs, mayPay, payers, admin, signOut }: FreeCreditDialogProps) => {
  const t = useTranslations('stopped')
  const cards = `/o/${org.id}/payment-methods`
  const open = usePathname() !== cards
  const router = useRouter()
  const [going, startGoing] = useTransition()
  useFreshPage(open && !going)
  return (
    <Dialog open={open}>
      <DialogContent
        blocking
        title={t('dialogTitle')}
        text={t('dialogText', { org: org.name })}
        footer={<WaysAway org={org} orgs={orgs} admin={admin} signOut={signOut} />}
      >
        {mayPay ? (
          <Button className="w-full" loading={going} onClick={() => startGoing(() => router.push(`${cards}?add=1`))}>
            {going ? null : <CreditCard aria-hidden />}
            {t('way.add_card')}
          </Button>
        ) : (
          <p>
            {t('onlyPayers')}
            <WhomToAsk payers={payers} />
          </p>
        )}
      </DialogContent>
    </Dialog>
  )
}

/** Out of these pages, which the dialog covers: to another organization, to the admin pages, or out altogether. */
const WaysAway = ({ org, orgs, admin, signOut }: Pick<FreeCreditDialogProps, 'org' | 'orgs' | 'admin' | 'signOut'>) => {
  const t = useTranslations('shell')
  const [pending, startTransition] = useTransition()
  return (
    <>
      {orgs.length > 1 ? (
        <div className="mr-auto w-full sm:w-60">
          <OrgSwitcher current={org} orgs={orgs} />
        </div>
      ) : null}
      {admin ? (
        <LinkButton href="/admin" variant="ghost">
          {t('admin')}
        </LinkButton>
      ) : null}
      <Button variant="ghost" loading={pending} onClick={() => startTransition(signOut)}>
        {t('signOut')}
      </Button>
    </>
  )
}

const everyMs = 5_000

/** A card may come from another tab or another person: the page is read again every few seconds while it is seen. */
const useFreshPage = (waiting: boolean): void => {
  const router = useRouter()
  useEffect(() => {
    if (!waiting) return
    const refresh = () => {
      if (document.visibilityState === 'visible') router.refresh()
    }
    const timer = setInterval(refresh, everyMs)
    document.addEventListener('visibilitychange', refresh)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', refresh)
    }
  }, [waiting, router])
}
