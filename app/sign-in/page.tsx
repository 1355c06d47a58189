import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { PageLanguage } from '@/app/page-language'
import { LanguageRow } from '@/components/shell/language-choice'
import { SignInLayout } from '@/components/sign-in/sign-in-layout'
import { pageContext } from '@/lib/auth/page-context'
import { currentPerson } from '@/lib/auth/person'
import { adminEmails, settings } from '@/lib/compose'
import { demoPeople } from '@/lib/demo/people'
import { readReturnPath } from '@/lib/http/return-path'
import { type SearchParams, textOf } from '@/lib/http/search-params'
import { demoEntrances } from '@/lib/reads/demo-people'
import { chooseLanguage } from './actions'
import { Entrance } from './entrance'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('signIn'))('page') })

/** What went wrong at the identity provider, by the code that the session endpoints send. */
const errorKeys = new Map<string, 'denied' | 'provider'>(
  Object.entries({
    AccessDenied: 'denied',
    OAuthAccountNotLinked: 'denied',
    OAuthSignin: 'provider',
    OAuthCallback: 'provider',
    Configuration: 'provider',
  } as const),
)

const peopleOfDemo = async () => {
  const entrances = await demoEntrances(await pageContext(), adminEmails())
  // Told in English alone; in another language the organization says enough.
  if ((await getLocale()) !== 'en') return entrances
  return entrances.map(({ email, ...person }) => {
    const description = demoPeople.find((each) => each.email === email)?.description
    return description ? { ...person, description } : person
  })
}

const SignInPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const { demo, oidc, url } = settings()
  const asked = await searchParams
  const returnPath = readReturnPath(textOf(asked.callbackUrl), new URL(url).origin)
  const error = textOf(asked.error)
  if (error === undefined && (await currentPerson())) redirect(returnPath)
  const t = await getTranslations('signIn')
  return (
    <PageLanguage>
      <SignInLayout demo={demo} languages={<LanguageRow choose={chooseLanguage} />}>
        <Entrance
          returnPath={returnPath}
          providers={oidc ? [{ id: 'oidc', name: oidc.name }] : []}
          people={demo ? await peopleOfDemo() : []}
          error={error === undefined || error === 'SessionRequired' ? undefined : t(errorKeys.get(error) ?? 'failed')}
        />
      </SignInLayout>
    </PageLanguage>
  )
}

export default SignInPage
