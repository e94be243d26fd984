# Called when this module is deleted. The data stays: deleting the module and
# installing it again loses nothing.

use strict;
use warnings;

require 'unlimited-cluster-lib.pl';	## no critic
require 'service-lib.pl';	## no critic
require 'route-lib.pl';	## no critic

# module_uninstall()
# Stops the daemon and removes its service and its route
sub module_uninstall
{
stop_daemon();
disable_daemon();
remove_route();
}

1;
