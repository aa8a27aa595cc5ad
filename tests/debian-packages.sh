#!/bin/sh
# What the tests of telephony, of pages, of their second database, of the virus scanner, of Spark and of NATS drive. Quiet when all of it
# is there; a failure to install is said and not fatal, because the tests that need it then skip with the reason.
# clamav-freshclam comes with clamav-daemon and is not started: the tests bring their own signatures.
set -u
wanted="kamailio kamailio-sqlite-modules kamailio-json-modules kamailio-extra-modules kamailio-utils-modules sip-tester secsipidx sipvicious sipsak baresip sqlite3 postgresql chromium clamav-daemon openjdk-17-jre-headless nats-server"
missing=""
for package in $wanted; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# A package that starts a daemon on install is told not to: the tests start their own.
printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } >/tmp/fairline-apt.log 2>&1 \
    || echo "could not install:$missing (the log is /tmp/fairline-apt.log); the tests that need them are skipped"
rm -f /usr/sbin/policy-rc.d
exit 0
