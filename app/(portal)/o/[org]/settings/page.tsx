import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CapCard } from '@/components/settings/cap-card'
import { DetailsCard } from '@/components/settings/details-card'
import { MembersCard } from '@/components/settings/members-card'
import { TermsCard } from '@/components/settings/terms-card'
import { PageHeader } from '@/components/ui/page-header'
import { readPage } from '@/lib/http/page'
import { settingsPage } from '@/lib/reads/settings-page'
import { removeMember, saveDetails, saveSpendCap, setMember } from './actions'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('settings'))('title') })

const SettingsPage = async ({ params }: { params: Promise<{ org: string }> }) => {
  const { org } = await params
  const { may, version, details, terms, cap, members, reader } = await readPage((ctx) => settingsPage(ctx, org))
  const t = await getTranslations('settings')
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <div className="grid items-start gap-5 xl:grid-cols-[3fr_2fr]">
        <DetailsCard org={org} version={version} details={details} {...(may.details ? { save: saveDetails } : {})} />
        <div className="flex min-w-0 flex-col gap-5">
          <CapCard {...cap} org={org} {...(may.cap ? { save: saveSpendCap } : {})} />
          <TermsCard {...terms} />
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
