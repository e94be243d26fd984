# Functions for the rights of a Webmin user in this module

use strict;
use warnings;
no warnings 'redefine';
no warnings 'uninitialized';

require 'unlimited-cluster-lib.pl';	## no critic

our (%in, %text);

# acl_security_form(&options)
# Output HTML for editing security options for this module
sub acl_security_form
{
my ($o) = @_;
foreach my $right (qw(view edit act)) {
	print ui_table_row(hlink($text{'acl_'.$right}, 'acl'),
			   ui_yesno_radio($right, $o->{$right} ? 1 : 0), 3);
	}
my $all = $o->{'clusters'} eq '' || $o->{'clusters'} eq '*';
print ui_table_row(hlink($text{'acl_clusters'}, 'acl'),
	ui_radio('clusters_all', $all ? 1 : 0,
		 [ [ 1, $text{'acl_all'} ],
		   [ 0, $text{'acl_only'}." ".
			ui_textbox('clusters', $all ? '' : $o->{'clusters'},
				   40) ] ]), 3);
}

# acl_security_save(&options)
# Parse the form for security options for this module
sub acl_security_save
{
my ($o) = @_;
foreach my $right (qw(view edit act)) {
	$o->{$right} = $in{$right} ? 1 : 0;
	}
if ($in{'clusters_all'}) {
	$o->{'clusters'} = '*';
	return;
	}
my @clusters = split(/[\s,]+/, $in{'clusters'});
shift(@clusters) if (@clusters && $clusters[0] eq '');
error($text{'acl_eclusters'}) if (!@clusters);
foreach my $id (@clusters) {
	error(text('acl_ecluster', html_escape($id)))
		if ($id !~ /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/);
	}
$o->{'clusters'} = join(" ", @clusters);
}

1;
