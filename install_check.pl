# install_check.pl

use strict;
use warnings;
do 'unlimited-cluster-lib.pl';	## no critic
do 'service-lib.pl';	## no critic

# is_installed(mode)
# For mode 1, returns 2 if the daemon answers, 1 if it could be started, or 0
# if it cannot run on this system. For mode 0, returns 1 if it can run, 0 if
# not. not_ready_reasons() says why.
sub is_installed
{
my ($mode) = @_;
return $mode ? 2 : 1 if (is_daemon_alive(1));
return missing_parts() ? 0 : 1;
}

1;
