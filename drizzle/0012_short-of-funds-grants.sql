grant update (short) on org_accounts to kontor_app;
