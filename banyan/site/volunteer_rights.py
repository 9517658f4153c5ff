"""What the roles may do with volunteers, public life and surveys that count."""

KEEP_VOLUNTEERS = (
    *(
        f"services.{kind}.*"
        for kind in ("volunteerrules", "volunteerpost", "postholding", "volunteercourse", "volunteerreview")
    ),
    "services.volunteercertificate.*",
    *(f"services.volunteeryear.{verb}" for verb in ("begin", "edit", "hand_in")),
)
LIVE_IN_PUBLIC = (
    *("services.lecture.*", "services.showing.*", "services.mediation.add"),
    *(f"services.reception.{verb}" for verb in ("add", "edit", "join_case", "settle")),
    *(f"services.surveyreport.{verb}" for verb in ("add", "edit", "hand_in")),
)
#: What somebody wrote is accepted by whoever leads, never by themselves.
ACCEPT_VOLUNTEERING = (
    *(f"services.volunteeryear.{verb}" for verb in ("accept", "send_back")),
    *(f"services.surveyreport.{verb}" for verb in ("attest", "send_back")),
)
