import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { AlertsCard, type ToldItem } from '@/components/settings/alerts-card'
import { CapCard } from '@/components/settings/cap-card'
import { DetailsCard } from '@/components/settings/details-card'
import { MembersCard } from '@/components/settings/members-card'
import { TermsCard } from '@/components/settings/terms-card'
import { PageHeader } from '@/components/ui/page-header'
import { settings } from '@/lib/compose'
import { isLanguage } from '@/lib/core/text/language'
import { readPage } from '@/lib/http/page'
import { speakerOf } from '@/lib/i18n/speak'
import { alertWords } from '@/lib/mail/alert-words'
import { type SettingsPage as Shown, settingsPage } from '@/lib/reads/settings-page'
import { removeMember, saveAlerts, saveDetails, saveSpendCap, setMember } from './actions'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('settings'))('title') })

/** What was told, as the subject of its e-mail says it, in the reader's language. */
const toldItems = (alerts: Shown['alerts'], org: string, locale: string): ToldItem[] => {
  const language = isLanguage(locale) ? locale : 'en'
  const [reader, say] = [{ language, zone: alerts.zone, org }, speakerOf(language)]
  return alerts.told.map(({ alert, ...rest }) => ({
    key: alert.key,
    subject: alertWords(alert, reader, say).subject,
    ...rest,
  }))
}

const SettingsPage = async ({ params }: { params: Promise<{ org: string }> }) => {
  const { org } = await params
  const { name, may, version, details, terms, cap, members, alerts, reader } = await readPage((ctx) =>
    settingsPage(ctx, org),
  )
  const [t, locale] = await Promise.all([getTranslations('settings'), getLocale()])
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <div className="grid items-start gap-5 xl:grid-cols-[3fr_2fr]">
        <div className="flex min-w-0 flex-col gap-5">
          <DetailsCard org={org} version={version} details={details} {...(may.details ? { save: saveDetails } : {})} />
          <TermsCard {...terms} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <CapCard {...cap} org={org} {...(may.cap ? { save: saveSpendCap } : {})} />
          <AlertsCard
            {...alerts}
            org={org}
            sends={settings().mail !== null}
            told={toldItems(alerts, name, locale)}
            {...(may.cap ? { save: saveAlerts } : {})}
          />
        </div>
      </div>
      <MembersCard
        members={members}
        reader={reader}
        {...(may.members ? { desk: { org, set: setMember, remove: removeMember } } : {})}
      />
    </>
  )
}

export default SettingsPage
