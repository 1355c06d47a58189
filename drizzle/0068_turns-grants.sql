grant update (turn_of, turn_until) on org_accounts to kontor_app;
