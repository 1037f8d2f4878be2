"""Which tables stand behind the wall, and why those with persons in them that do not."""

# Each with what has a policy; whatever has none is refused to everybody.
PROTECTED = {
    "networks_membership": ("delete", "insert", "select", "update"),
    "networks_invitation": ("delete", "insert", "select"),
    "networks_holder": ("delete", "insert", "select", "update"),
    "audit_entry": ("delete", "insert", "select"),
    "audit_seal": ("insert", "select"),
    "jobs_letter": ("delete", "insert", "select", "update"),
    "directory_version": ("delete", "insert", "select"),
    "directory_proposal": ("delete", "insert", "select", "update"),
    "directory_listupload": ("delete", "insert", "select", "update"),
    "directory_listimport": ("delete", "insert", "select"),
    "directory_mistakereport": ("delete", "insert", "select", "update"),
    "coordination_confirmationlink": ("delete", "insert", "select"),
    "coordination_confirmationrequest": ("delete", "insert", "select", "update"),
    "coordination_requestedentry": ("delete", "insert", "select", "update"),
    "coordination_functionmail": ("delete", "insert", "select", "update"),
    "coordination_joinrequest": ("delete", "insert", "select", "update"),
    "coordination_mailing": ("delete", "insert", "select", "update"),
    "exchange_feedkey": ("delete", "insert", "select", "update"),
    "exchange_feedscope": ("delete", "insert", "select"),
}

# Tables that name a person or an address, or hang on an account, and are free all the same.
FREE = {
    "accounts_user": "the log-in looks for an address before anybody is known",
    "account_emailaddress": "like the account: part of the log-in",
    "mfa_authenticator": "part of the log-in; its secrets are sealed for their own row",
    "usersessions_usersession": "part of the log-in; keeps no address of a connection",
    "socialaccount_socialaccount": "part of the log-in",
    "directory_contactpoint": "addresses of houses, public as they are",
}
