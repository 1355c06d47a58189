import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageLanguage } from '@/app/page-language'
import { chooseLanguage, signOut } from '@/app/sign-in/actions'
import { ProfileCard } from '@/components/account/profile-card'
import { SessionsCard } from '@/components/account/sessions-card'
import { AccountShell } from '@/components/shell/account-shell'
import { PageHeader } from '@/components/ui/page-header'
import { currentSession } from '@/lib/auth/session'
import { settings } from '@/lib/compose'
import { readPage } from '@/lib/http/page'
import { accountPage } from '@/lib/reads/account-page'
import { endSession, signOutEverywhere } from './actions'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('account'))('title') })

/** What is known of a person, and where they are signed in. It is about no organization, so it has a frame of its own. */
const Page = async () => {
  const session = await currentSession()
  const { orgs, sessions, limits, zone, ...person } = await readPage((ctx) =>
    accountPage(ctx, session?.sessionId ?? ''),
  )
  const t = await getTranslations('account')
  return (
    <PageLanguage>
      <AccountShell
        user={person}
        orgs={orgs}
        admin={session?.person.admin ?? false}
        signOut={signOut}
        chooseLanguage={chooseLanguage}
        demo={settings().demo}
      >
        <PageHeader title={t('title')} text={t('text')} />
        <ProfileCard person={person} orgs={orgs} />
        <SessionsCard sessions={sessions} limits={limits} zone={zone} end={endSession} endAll={signOutEverywhere} />
      </AccountShell>
    </PageLanguage>
  )
}

export default Page
