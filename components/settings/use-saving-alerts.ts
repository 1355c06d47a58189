'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useStaleBase } from '@/components/ui/use-stale-base'
import type { AlertsFormProps, ChosenAlerts } from './alerts-form'

/** Saves what was chosen; where somebody else saved meanwhile the reader is told, and replaces it by saving again. */
export const useSavingAlerts = (save: AlertsFormProps['save'], org: string, version: number) => {
  const t = useTranslations('settings')
  const router = useRouter()
  const { run, pending, failure } = useAction(save, (answer) => {
    setBase(answer.version)
    toast.success(t('alertsSaved'))
    router.refresh()
  })
  const { base, setBase, isStale } = useStaleBase(version, failure)
  return { pending, failure, isStale, send: (chosen: ChosenAlerts) => run({ ...chosen, org, expected: base }) }
}
