import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import type { Operation } from '@/lib/contracts/api/document-types'

/** Who may call an operation, in words. */
export const Callers = ({ security }: { readonly security: Operation['security'] }) => {
  const t = useTranslations('apiDocs')
  const sayer = (requirement: Operation['security'][number]): string => {
    const [scheme, [grant = ''] = []] = Object.entries(requirement)[0] ?? []
    if (scheme === 'apiKey') return t('callerKey', { scope: grant })
    if (scheme === 'session') return grant === 'admin' ? t('callerAdmin') : t('callerMember')
    if (scheme === 'stripeSignature') return t('callerStripe')
    return scheme === 'cronSecret' ? t('callerScheduler') : t('callerAnybody')
  }
  return (
    <ul aria-label={t('callers')} className="flex flex-wrap gap-1.5">
      {security.map(sayer).map((words) => (
        <li key={words} className="flex min-w-0">
          <Badge>{words}</Badge>
        </li>
      ))}
    </ul>
  )
}
